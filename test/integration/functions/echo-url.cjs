exports.main_handler = async (event) => ({ statusCode: 201, body: JSON.stringify(event) });
