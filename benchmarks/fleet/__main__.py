"""`python -m benchmarks.fleet [--days N] [--searches N] [PART ..]`: the program in part."""

import sys

from benchmarks.fleet.program import main

sys.exit(main(sys.argv[1:]))
