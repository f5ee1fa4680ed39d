"""Grade a right and a wrong answer to the ReLU exercise, and say where the reports are.

make demo
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo"
ANSWERS = {
    "right": ROOT / "solutions" / "relu.py",
    "wrong": ROOT / "exercises" / "relu" / "mistakes" / "no_relu.py",
}
EXPECTED = {"right": 0, "wrong": 1}


def main() -> int:
    DEMO.mkdir(exist_ok=True)
    grade = Path(sys.executable).with_name("grade")
    as_expected = True
    for name, answer in ANSWERS.items():
        print(f"$ grade relu {answer.relative_to(ROOT)} --report demo/{name}\n", flush=True)
        command = [str(grade), "relu", str(answer), "--report", str(DEMO / name)]
        code = subprocess.run(command, cwd=DEMO, check=False).returncode
        print(f"exit code {code}\n", flush=True)
        as_expected &= code == EXPECTED[name]
    print("Open demo/right/report.html and demo/wrong/report.html in a browser.")
    return 0 if as_expected else 1


if __name__ == "__main__":
    sys.exit(main())
