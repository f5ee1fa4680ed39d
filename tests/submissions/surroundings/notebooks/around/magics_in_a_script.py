%matplotlib inline
!pip install tensorflow
{imports}
{build}
{run}
