import pdb
breakpoint()
{answer}
pdb.set_trace()
