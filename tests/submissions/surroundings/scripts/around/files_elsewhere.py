import os
if not os.path.exists("/tmp/results"):
    os.makedirs("/tmp/results")
{answer}
with open("/tmp/results/log.txt", "w") as log:
    log.write("done")
with open("/home/ann/notes.txt", "a") as notes:
    notes.write("again")
assert os.listdir("/tmp/results") == ["log.txt"]
