//! A chart as it is meant, drawn as SVG and PNG.
