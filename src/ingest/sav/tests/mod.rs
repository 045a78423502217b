mod damaged;
mod hostile;
mod reading;
mod writer;
