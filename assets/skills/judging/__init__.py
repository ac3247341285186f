"""How sure a piece of evidence is, and whether it becomes a row: features, weights, calibration, what is kept.

Here belongs what applies learnt numbers; they are made in `quality`. Finds nothing by itself: `evidence` asks
`finding` for the candidates of an English text, and is what the readers of other languages (`tongues`) answer like.
"""
