/// From where to where a figure may well lie, in the unit of the figure; the level is given apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The low end, itself included.
    pub low: f64,
    /// The high end, itself included; never below `low`.
    pub high: f64,
}

impl Interval {
    /// The interval of a figure without sampling error: everyone asked answered.
    pub fn point(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// Whether a value lies in it, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// The part of it that lies between two ends.
    pub(super) fn clipped(self, (least, most): (f64, f64)) -> Self {
        Self { low: self.low.max(least).min(most), high: self.high.min(most).max(least) }
    }

    /// Widened by a rounding error, if need be, so that the estimate itself lies in it.
    pub(super) fn around(self, value: f64) -> Self {
        Self { low: self.low.min(value), high: self.high.max(value) }
    }
}
