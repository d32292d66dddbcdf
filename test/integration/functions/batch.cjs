exports.main_handler = async (event) => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return event.Records.map(({ Ckafka }) => Ckafka.msgBody).join();
};
