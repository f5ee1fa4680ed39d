# told: NameError
# told: `xrange` is Python 2. Write `range(…)`
# score: 0
import tensorflow as tf

weights = [tf.Variable(tf.ones([4, 3])) for i in xrange(2)]
