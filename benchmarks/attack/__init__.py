"""Does what a stranger hands in cost more than its size?

In:  hostile texts of doubling size; all that reads the text of a CV or a vacancy
Out: CPU time by size and its growth per doubling, a row for each reader and kind of text
Why: a pattern that is quadratic in its input needs a minute for a file of 50 KB, and nobody sees it
     on the CVs of ordinary people
"""
