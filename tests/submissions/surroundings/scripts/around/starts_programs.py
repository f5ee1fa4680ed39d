import os
import subprocess

subprocess.run(["nvidia-smi"])
version = subprocess.check_output(["git", "rev-parse", "HEAD"])
short = version.decode()[:8]
print("running version", short)
os.system("nvidia-smi")
{answer}
with open("machine.txt", "w") as log:
    log.write(os.popen("uname -a").read())
subprocess.Popen(["tensorboard", "--logdir", "logs"])
