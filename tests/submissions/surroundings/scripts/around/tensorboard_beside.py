import tensorboard
from tensorboard.plugins import projector
import wandb
wandb.init(project="course", config={"rate": 0.1})
{answer}
wandb.log({"cost": 0.5})
wandb.finish()
