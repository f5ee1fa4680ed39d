"""Many submissions: found, graded side by side here or on a cluster, kept in a journal."""
