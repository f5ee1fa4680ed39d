from google.colab import drive, files
drive.mount("/content/drive", force_remount=True)
import google.colab.output
from google import colab
{answer}
uploaded = files.upload()
for name in uploaded.keys():
    print(name)
