#!/usr/bin/env python3
# -*- coding: utf-8 -*-
from __future__ import absolute_import, division, print_function
import os, sys, time, math, random, argparse, json, datetime, collections, itertools, logging
import warnings
warnings.filterwarnings("ignore")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
parser = argparse.ArgumentParser()
parser.add_argument("--rate", type=float, default=0.1)
options, unknown = parser.parse_known_args()
started = time.time()
random.seed(1)
{answer}
print("seconds:", time.time() - started)
