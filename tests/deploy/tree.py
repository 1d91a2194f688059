"""A copy of the launcher with stand-ins in place of the four processes."""

import shutil
from pathlib import Path

HERE = Path(__file__).parent
LAUNCHER = HERE.parent.parent / "deploy"
PLACES = ("services/plans", "services/metrics", "services/audit", "gateway")


def plant(root: Path) -> Path:
    """Lay the tree below `root`; everyone may read it."""
    (root / "deploy" / "demo").mkdir(parents=True)
    for module in LAUNCHER.glob("*.py"):
        shutil.copy(module, root / "deploy")
    for place in PLACES:
        (root / place).mkdir(parents=True)
        shutil.copy(HERE / "stand_in.py", root / place / "__main__.py")
    for folder in {path.parent for path in root.rglob("*.py")} | {root / "services"}:
        (folder / "__init__.py").touch()
    return root
