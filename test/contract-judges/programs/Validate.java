import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Judges a corpus with a validator for Java. usage: Validate.java SCHEMAS_DIR CORPUS. Prints a verdict a line. Schemas that
 * cannot be compiled are named on stderr, and their verdicts are errors.
 */
class Validate {
  public static void main(String[] args) throws Exception {
    var mapper = new ObjectMapper();
    var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    Map<String, JsonSchema> schemas = new HashMap<>();
    try (var files = Files.newDirectoryStream(Path.of(args[0]), "*.schema.json")) {
      for (Path file : files) {
        try {
          JsonSchema schema = factory.getSchema(Files.readString(file));
          schema.initializeValidators();
          schemas.put(file.getFileName().toString(), schema);
        } catch (RuntimeException error) {
          System.err.println(file.getFileName() + ": " + error);
        }
      }
    }
    var verdicts = new StringBuilder();
    for (String line : Files.readAllLines(Path.of(args[1]))) {
      JsonNode row = mapper.readTree(line);
      verdicts.append(verdict(schemas.get(row.get("schema").asText()), mapper, row)).append('\n');
    }
    System.out.print(verdicts);
  }

  private static String verdict(JsonSchema schema, ObjectMapper mapper, JsonNode row) {
    try {
      JsonNode value = mapper.readTree(row.get("text").asText());
      return schema.validate(value).isEmpty() ? "valid" : "invalid";
    } catch (Exception error) {
      return "error " + error.getClass().getSimpleName();
    }
  }
}
