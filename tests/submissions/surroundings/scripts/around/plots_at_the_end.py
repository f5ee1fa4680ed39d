{answer}
import matplotlib.pyplot as plt
plt.plot([1, 2, 3], label="cost")
plt.legend()
plt.show()
