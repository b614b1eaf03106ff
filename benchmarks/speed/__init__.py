"""How much CPU time does the engine take, and what do its rivals take?"""
