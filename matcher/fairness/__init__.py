"""For whom does a ranking work out worse, and can it know?

In:  a base, vacancies, and (where somebody may hold it) a file of who belongs to which group
Out: selection rates and impact ratios with intervals and verdicts; scores that a swap of identity
     moved; points that proxies move; a report in HTML and JSON, and the paperwork from its figures
Why: groups come in a file that is read and let go: no record, table or index of this program has a
     place for them. Where nobody holds such a file, swaps and proxies need none. The arithmetic is
     small and stands here with its sources; a library for it (fairlearn) gave the same rates and
     ratios, and brings no test, small-group rule, or resampling of people

    groups    who belongs to which            rates     selection rates -> ratios -> verdicts
    telling   one thing more in a CV          swaps     two versions of it, scored
    proxies   age, care and gender by proxy   trial     edited people, scored as the base would
    audit     all of it, once                 frames    figures as DataFrames
    report    figures -> words, JSON          page      the same as one HTML file
    paperwork register entry, annexes to FRIA and DPIA, table of evidence
"""

from matcher.fairness.audit import Audit, Scope, Standing, audit
from matcher.fairness.frames import proxies_frame, rates_frame, swaps_frame
from matcher.fairness.groups import Demographics, read_groups
from matcher.fairness.page import page
from matcher.fairness.proxies import Moved, Proxies, proxies
from matcher.fairness.rates import SWEEP, Cut, Field, Rate, Verdict, rates
from matcher.fairness.report import report
from matcher.fairness.swaps import Swap, Swapped, Swaps, sampled, swap
from matcher.fairness.trial import Trial

__all__ = [
    "SWEEP",
    "Audit",
    "Cut",
    "Demographics",
    "Field",
    "Moved",
    "Proxies",
    "Rate",
    "Scope",
    "Standing",
    "Swap",
    "Swapped",
    "Swaps",
    "Trial",
    "Verdict",
    "audit",
    "page",
    "proxies",
    "proxies_frame",
    "rates",
    "rates_frame",
    "read_groups",
    "report",
    "sampled",
    "swap",
    "swaps_frame",
]
