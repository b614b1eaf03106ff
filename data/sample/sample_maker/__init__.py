"""Renders the texts of the sample to files as people really send them.

In:  texts/cvs/*.md and texts/vacancies/*.md, a small Markdown with front matter
Out: bytes of PDF, DOCX, ODT, HTML and TXT files, the same on every run
Why: the texts are what a person writes and reviews; layouts (columns, tables, text boxes, white
     text) are what a reader of documents must survive. Keeping both apart keeps both honest
"""
