import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Another client of the brokers: Kafka's own. It takes a command as a line of JSON, and answers with a line of
 * JSON: {"answer": ...} or {"error": ...}. It ends with its input.
 *
 * Usage: Peer BROKERS
 */
public class Peer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String brokers;

  /** The producers whose transactions are open, by the name of the transaction. */
  private final Map<String, KafkaProducer<String, String>> open = new HashMap<>();

  private Peer(String brokers) {
    this.brokers = brokers;
  }

  public static void main(String[] args) throws Exception {
    Peer peer = new Peer(args[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      ObjectNode answer = JSON.createObjectNode();
      try {
        answer.set("answer", peer.handle(JSON.readTree(line)));
      } catch (Exception error) {
        answer.put("error", String.valueOf(error));
      }
      out.println(JSON.writeValueAsString(answer));
    }
    Runtime.getRuntime().halt(0); // An open transaction stays open, as with a writer that died.
  }

  private JsonNode handle(JsonNode command) throws Exception {
    String name = command.get("command").asText();
    switch (name) {
      case "write":
        return write(command);
      case "end":
        return end(command.get("transaction").asText(), command.get("commit").asBoolean());
      case "read":
        return read(command.get("topic").asText(), command.get("isolation").asText());
      case "addUser":
        return addUser(command.get("user").asText(), command.get("password").asText());
      default:
        throw new IllegalArgumentException("there is no command " + name);
    }
  }

  /** Answers with the partition and offset of each record, in the order of the records. */
  private JsonNode write(JsonNode command) throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", brokers);
    settings.put("acks", "all");
    settings.put("linger.ms", 20); // Records of one call are in one batch where they fit.
    settings.put("transaction.timeout.ms", 600_000);
    command.get("settings").fields().forEachRemaining(each -> settings.put(each.getKey(), each.getValue().asText()));
    JsonNode transaction = command.get("transaction");
    if (transaction != null) settings.put("transactional.id", transaction.asText());

    KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    if (transaction != null) {
      producer.initTransactions();
      producer.beginTransaction();
    }
    ArrayNode places;
    try {
      places = send(producer, command.get("topic").asText(), command.get("records"));
    } catch (Exception error) {
      producer.close(Duration.ZERO);
      throw error;
    }
    if (transaction == null) producer.close();
    else open.put(transaction.asText(), producer);
    return places;
  }

  private static ArrayNode send(
      KafkaProducer<String, String> producer, String topic, JsonNode records) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (JsonNode record : records) {
      Integer partition = record.hasNonNull("partition") ? record.get("partition").asInt() : null;
      String key = record.hasNonNull("key") ? record.get("key").asText() : null;
      String value = record.hasNonNull("value") ? record.get("value").asText() : null;
      sent.add(producer.send(new ProducerRecord<>(topic, partition, key, value)));
    }
    producer.flush();
    ArrayNode places = JSON.createArrayNode();
    for (Future<RecordMetadata> each : sent) {
      places.addObject().put("partition", each.get().partition()).put("offset", each.get().offset());
    }
    return places;
  }

  private JsonNode end(String transaction, boolean commit) {
    KafkaProducer<String, String> producer = open.remove(transaction);
    if (commit) producer.commitTransaction();
    else producer.abortTransaction();
    producer.close();
    return JSON.nullNode();
  }

  /** Everything in a topic, up to the end that it has now: with read_committed, the last stable offset. */
  private JsonNode read(String topic, String isolation) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", brokers);
    settings.put("isolation.level", isolation);
    settings.put("enable.auto.commit", false);
    settings.put("fetch.max.wait.ms", 10);
    settings.put("max.poll.records", 10_000);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (PartitionInfo each : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, each.partition()));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      ArrayNode records = JSON.createArrayNode();
      while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          records.add(recordNode(record));
        }
      }
      return records;
    }
  }

  private static ObjectNode recordNode(ConsumerRecord<String, String> record) {
    ObjectNode node = JSON.createObjectNode();
    node.put("partition", record.partition()).put("offset", record.offset());
    node.put("key", record.key()).put("value", record.value());
    ObjectNode headers = node.putObject("headers");
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return node;
  }

  /** In a request for each mechanism: brokers refuse to change a user twice in the same one. */
  private JsonNode addUser(String user, String password) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
        ScramCredentialInfo info = new ScramCredentialInfo(mechanism, 4096);
        UserScramCredentialAlteration alteration = new UserScramCredentialUpsertion(user, info, password);
        admin.alterUserScramCredentials(List.of(alteration)).all().get();
      }
    }
    return JSON.nullNode();
  }
}
