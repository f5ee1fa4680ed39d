# status: passed
# score: 4
# Tries to read checks, solutions, templates and the grader itself.
import glob
import inspect
import os
import sys

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

root = os.environ["PYTHONPATH"]
for name in ("exercises/relu/test_relu.py", "exercises/relu/exercise.toml", "solutions/relu.py",
             "exercises/relu/relu.py", "templates/report.html", "pyproject.toml", ".git/HEAD",
             "tests/toys/exercises/double/test_double.py", "tests/toys/solutions/double.py",
             "grader/pipeline/grading.py", "grader/foundation/wire.py", "grader/judge/fixtures.py", "grader/__init__.py",
             "grader/content/solutions/relu.py", "grader/content/exercises/relu/test_relu.py"):
    try:
        with open(os.path.join(root, name), "rb") as file:
            file.read(1)
        print("BREACH: read", name)
    except OSError:
        pass
for folder in ("", "exercises", "solutions", "templates", "tests", "grader", "grader/judge",
               "grader/content", ".git"):
    try:
        os.listdir(os.path.join(root, folder))
        print("BREACH: listed", folder)
    except OSError:
        pass
for pattern in ("exercises/*/*.py", "solutions/*", "**/test_*.py"):
    if glob.glob(os.path.join(root, pattern), recursive=True):
        print("BREACH: found", pattern)
for module in [module for name, module in sys.modules.items() if name.startswith("grader")]:
    if module.__name__.startswith("grader.data"):
        continue  # lesson data is open
    try:
        inspect.getsource(module)
        print("BREACH: the source of", module)
    except (OSError, TypeError):
        pass
for folder in sys.path:
    for name in ("grader/content/solutions/relu.py", "graphgrade.pth", "_graphgrade.pth"):
        try:
            open(os.path.join(folder, name), "rb").close()
            print("BREACH: opened", name)
        except OSError:
            pass
