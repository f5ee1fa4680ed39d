import pandas as pd
import scipy.io as sio
import cv2
from PIL import Image
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelBinarizer
pd.set_option("display.width", 100)
{answer}
