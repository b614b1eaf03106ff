"""Lines -> pieces that the encoder can read whole.

In:  the lines of a text
Out: texts of about 500 characters, cut between lines; the sum of their rows stands for the text
Why: the encoder reads at most 512 tokens, and says little of a text with many subjects. As the only
     lane, pieces of 500 characters reach a MAP of 0.879 on ranking_dev and 0.956 on the sample,
     pieces of 1,400 reach 0.826 and 0.878, of 300 0.868 and 0.931; the mean over lines 0.868 and
     0.826
"""

from collections.abc import Iterable

_PIECE_CHARS = 500


def pieces(lines: Iterable[str], *, chars: int = _PIECE_CHARS) -> list[str]:
    """Join lines to pieces; at least one, which is empty where there are no lines."""
    joined = [""]
    for line in lines:
        if joined[-1] and len(joined[-1]) + len(line) > chars:
            joined.append("")
        joined[-1] += line + "\n"
    return joined
