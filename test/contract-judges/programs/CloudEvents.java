import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The official SDK for Java reads every event of a folder from Kafka, in structured and in binary mode. usage:
 * CloudEvents.java SAMPLES_DIR. Prints what differs, and how many events are read as they are.
 */
class CloudEvents {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    List<Path> files = new ArrayList<>();
    try (var found = Files.newDirectoryStream(Path.of(args[0]), "*-event.*.json")) {
      found.forEach(files::add);
    }
    Collections.sort(files);
    int same = 0;
    for (Path file : files) {
      try {
        check(Files.readAllBytes(file));
        same += 1;
      } catch (Exception error) {
        System.out.println(file.getFileName() + ": " + error);
      }
    }
    System.out.println(same + " of " + files.size() + " events");
  }

  private static void check(byte[] text) throws Exception {
    JsonNode expected = normal(MAPPER.readTree(text));
    var headers = new RecordHeaders();
    headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
    CloudEvent structured = new CloudEventDeserializer().deserialize("key-events", headers, text);
    compare(structured, expected);
    var binaryHeaders = new RecordHeaders();
    var serializer = new CloudEventSerializer();
    serializer.configure(Map.of(CloudEventSerializer.ENCODING_CONFIG, Encoding.BINARY), false);
    byte[] data = serializer.serialize("key-events", binaryHeaders, structured);
    compare(new CloudEventDeserializer().deserialize("key-events", binaryHeaders, data), expected);
  }

  private static void compare(CloudEvent event, JsonNode expected) throws Exception {
    var format = EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE);
    JsonNode read = normal(MAPPER.readTree(format.serialize(event)));
    if (!read.equals(expected)) throw new IllegalStateException("It is read as " + read);
  }

  /** The SDK writes the same time with fewer digits. */
  private static JsonNode normal(JsonNode event) {
    ((ObjectNode) event).put("time", OffsetDateTime.parse(event.get("time").asText()).toString());
    return event;
  }
}
