"""Makes `store_people` importable from the tests beside it and from the child they start."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
