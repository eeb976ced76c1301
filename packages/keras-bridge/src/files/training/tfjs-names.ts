/** Losses that TensorFlow.js computes as Keras does, under its own names; huber is not among them. */
export const TFJS_LOSSES: Record<string, string> = {
  mean_squared_error: 'mean_squared_error',
  mean_absolute_error: 'mean_absolute_error',
  mean_absolute_percentage_error: 'mean_absolute_percentage_error',
  mean_squared_logarithmic_error: 'mean_squared_logarithmic_error',
  binary_crossentropy: 'binary_crossentropy',
  categorical_crossentropy: 'categorical_crossentropy',
  sparse_categorical_crossentropy: 'sparse_categorical_crossentropy',
  log_cosh: 'logcosh',
  hinge: 'hinge',
  squared_hinge: 'squared_hinge',
  categorical_hinge: 'categorical_hinge',
  kl_divergence: 'kullback_leibler_divergence',
  poisson: 'poisson',
  cosine_similarity: 'cosine_proximity',
};

/** Metrics that TensorFlow.js finds by name, under its names. */
export const TFJS_METRICS: Record<string, string> = {
  mean_squared_error: 'mse',
  mean_absolute_error: 'mae',
  mean_absolute_percentage_error: 'mape',
  mse: 'mse',
  mae: 'mae',
  mape: 'mape',
  acc: 'acc',
  accuracy: 'accuracy',
  binary_accuracy: 'binary_accuracy',
  categorical_accuracy: 'categorical_accuracy',
  categorical_crossentropy: 'categorical_crossentropy',
  sparse_categorical_crossentropy: 'sparse_categorical_crossentropy',
  precision: 'precision',
};
