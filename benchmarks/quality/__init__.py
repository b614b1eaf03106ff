"""How good are the rankings, beside chance, BM25, TF-IDF and a plain embedding?"""
