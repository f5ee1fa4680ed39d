import os
from google.colab import drive
drive.mount("/content/drive")
os.chdir("/content/drive/MyDrive/course")
{answer}
with open("notes.txt", "w") as notes:
    notes.write("done")
print(os.getcwd())
