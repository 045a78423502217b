/// The nearest whole pixel, and a bound where a number is too large to be one.
pub(super) fn px(value: f64) -> i32 {
    value.round() as i32
}

/// The next whole pixel up: room that surely suffices.
pub(super) fn px_up(value: f64) -> i32 {
    value.ceil() as i32
}
