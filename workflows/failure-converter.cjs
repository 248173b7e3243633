const { DefaultFailureConverter } = require('@temporalio/common');

/** Messages and stack traces of failures go through the payload codec too, so that histories hold no clear text. */
exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
