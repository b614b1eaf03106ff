"""Is the text of a CV read alike, whatever program made its file?"""
