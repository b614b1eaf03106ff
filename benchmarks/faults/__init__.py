"""Is anybody lost, doubled or mistaken for another when the program is killed?

In:  a number of kills and a seed
Out: what was lost, doubled, damaged or left behind, and whether the ranking is that of a twin
     that nobody killed; the same of writers that are broken on purpose, which must be caught
Why: a promise about kills can only be kept by killing. A child process works, SIGKILL ends it at a
     random moment, and a process that never saw the base looks at what is left. A kill does not
     empty the system's file cache as a loss of power does; for that, `steps` records that files
     reach the disk (fsync) before the rename that shows them
"""
