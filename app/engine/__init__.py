"""Where long work is done: here, or on a Ray cluster; what it gives is the same to the last bit.

`division.py` says how work is divided. Only the files that run in processes of their own import
Ray: `gateway.py`, `node.py`, and `batch.py` once it is asked for a cluster.
"""
