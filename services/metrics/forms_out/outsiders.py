"""What outsiders see of readings: the pattern of the table applied to whatever a query brings up."""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.metrics.domain.small_cells.pattern import Pattern
from services.metrics.forms_out.readings import KEY, READINGS, Status, checked

_BETWEEN = "\x1f"


class OutsidersView:
    """`governed` are the indicators of the table. Of them only what the pattern publishes is shown, and by the value
    that it was judged by: a reading that was corrected since waits for the next pattern. Free texts of them are not
    shown at all."""

    def __init__(self, pattern: Pattern, governed: Iterable[str]) -> None:
        self._governed = frozenset(governed)
        published = pattern.published
        self._keys = pa.array([_BETWEEN.join((key.period, key.organisation, key.indicator)) for key in published])
        self._keys = self._keys.cast(pa.string())
        self._values = pa.array([float(value) for value in published.values()], pa.float64())

    def of(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The same rows; what is hidden has no value, and looks alike for all causes."""
        for batch in batches:
            yield self._of(checked(batch))

    def _of(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        ruled = self._ruled(batch)
        if not pc.any(ruled, min_count=0).as_py():
            return batch
        hidden = self._hidden(batch, ruled)
        columns = {name: batch.column(name) for name in READINGS.names}
        for name, where in (("value", hidden), ("unknown_reason", ruled), ("evidence", ruled)):
            columns[name] = pc.if_else(where, pa.scalar(None, READINGS.field(name).type), columns[name])
        plain = pc.if_else(hidden, Status.SUPPRESSED.value, columns["status"].cast(pa.string()))
        columns["status"] = plain.dictionary_encode()
        return pa.RecordBatch.from_arrays(list(columns.values()), schema=READINGS)

    def _ruled(self, batch: pa.RecordBatch) -> pa.BooleanArray:
        indicators = batch.column("indicator")
        ruled = pa.array([code in self._governed for code in indicators.dictionary.to_pylist()], pa.bool_())
        return ruled.take(indicators.indices)

    def _hidden(self, batch: pa.RecordBatch, ruled: pa.BooleanArray) -> pa.BooleanArray:
        """A row without a value hides no number, so it stays unknown."""
        keys = pc.binary_join_element_wise(*(batch.column(name).cast(pa.string()) for name in KEY), _BETWEEN)
        shown = self._values.take(pc.index_in(keys, value_set=self._keys))
        same = pc.fill_null(pc.equal(shown, batch.column("value")), fill_value=False)
        has_value = batch.column("value").is_valid()
        return pc.and_(pc.and_(ruled, has_value), pa.array(~np.asarray(same)))
