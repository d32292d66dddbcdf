exports.main_handler = async (event) => ({
  statusCode: 201,
  headers: { Location: event.headers['x-location'] ?? '/' },
  body: JSON.stringify(event),
});
