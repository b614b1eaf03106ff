"""How good are the parts and the whole, beside chance, BM25, TF-IDF and plain embeddings?

One module a task; `bench.py` says what a task gets and hands back, `__main__.py` runs them.
"""
