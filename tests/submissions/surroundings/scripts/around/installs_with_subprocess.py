import subprocess
import sys
subprocess.check_call([sys.executable, "-m", "pip", "install", "tqdm"])
subprocess.run("pip install -q matplotlib", shell=True, check=True)
{answer}
