"""`python -m benchmarks.chaos [--kills N] [--signals N] [--disks N]`: the program in part."""

import sys

from benchmarks.chaos.program import main

sys.exit(main(sys.argv[1:]))
