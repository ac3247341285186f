"""How good the extractor is: `python -m assets.skills.quality`. What is measured stands in `report`."""

import sys

from assets.skills.quality.report import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
