"""Is it fast, and is it good? Scripts that ask one question each, and keep the answers.

In:  the shipped sample, or a judged task of your own
Out: rows in results/*.jsonl, each with its data, commit, machine and seed; tables in README.md
Why: CPU time, not the clock, since machines are shared; every figure stands beside named rivals
     that were measured in the same run
"""
