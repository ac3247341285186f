"""How a lake keeps anything: blobs under keys, partitions replaced whole, in a folder; what is damaged is named.

Here belongs what no other module may do: build a path, move a file into place, say whose claim is dead. A lake in a
bucket keeps the same promises in `objects`; what a table means stands in `tables`.
"""
