"""Published snapshots: manifests over immutable files, the pointer to the current one, and how it is moved.

Here belongs what readers open and what keeps an open file from being removed. Which marts there are, and how they are
cut into files, is `assets.marts`' business.
"""
