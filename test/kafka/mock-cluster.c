// A Kafka cluster in memory, which can be made to fail: librdkafka's own mock, run by a test.
//
//   mock-cluster <brokers> [<topic>:<partitions> ...]
//
// Prints the addresses of its brokers, and then answers each command on its input with `ok` or with
// what was wrong. It ends with its input, so that it never outlives the test.
//
//   down <broker>                  its connections end, and new ones are refused; -1 is every broker
//   up <broker>                    it listens again
//   fail <api> <code> <times>      the next requests of this kind are answered with this error
//   late <broker> <api> <ms>       the next request of this kind takes effect, and is answered late
//
// Kinds and codes are numbers: https://kafka.apache.org/protocol. The code -195 ends the connection.

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPLICAS_MAX = 3, FAILURES_MAX = 10000, LINE_MAX_BYTES = 256 };

static const char *fail_requests(rd_kafka_mock_cluster_t *cluster, int api, int code, int times) {
  static rd_kafka_resp_err_t errors[FAILURES_MAX];
  if (times < 1 || times > FAILURES_MAX) return "that is too often";
  for (int i = 0; i < times; i++) errors[i] = (rd_kafka_resp_err_t)code;
  rd_kafka_mock_push_request_errors_array(cluster, (int16_t)api, (size_t)times, errors);
  return "ok";
}

static const char *answer_of(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR_NO_ERROR ? "ok" : rd_kafka_err2str(error);
}

static const char *carry_out(rd_kafka_mock_cluster_t *cluster, const char *line) {
  int a, b, c;
  if (sscanf(line, "down %d", &a) == 1) return answer_of(rd_kafka_mock_broker_set_down(cluster, a));
  if (sscanf(line, "up %d", &a) == 1) return answer_of(rd_kafka_mock_broker_set_up(cluster, a));
  if (sscanf(line, "fail %d %d %d", &a, &b, &c) == 3) return fail_requests(cluster, a, b, c);
  if (sscanf(line, "late %d %d %d", &a, &b, &c) == 3) {
    return answer_of(rd_kafka_mock_broker_push_request_error_rtts(
        cluster, a, (int16_t)b, 1, RD_KAFKA_RESP_ERR_NO_ERROR, c));
  }
  return "that is not a command";
}

static int create_topic(rd_kafka_mock_cluster_t *cluster, int brokers, char *spec) {
  char *colon = strchr(spec, ':');
  if (colon == NULL) return 0;
  *colon = '\0';
  int replicas = brokers < REPLICAS_MAX ? brokers : REPLICAS_MAX;
  return rd_kafka_mock_topic_create(cluster, spec, atoi(colon + 1), replicas) ==
         RD_KAFKA_RESP_ERR_NO_ERROR;
}

int main(int argc, char **argv) {
  char problem[512];
  int brokers = argc > 1 ? atoi(argv[1]) : 1;
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  // The owner is a client too, and would warn that it has nothing to connect to.
  rd_kafka_conf_set(conf, "log_level", "3", problem, sizeof problem);
  rd_kafka_t *owner = rd_kafka_new(RD_KAFKA_PRODUCER, conf, problem, sizeof problem);
  if (owner == NULL) {
    fprintf(stderr, "%s\n", problem);
    return 1;
  }
  rd_kafka_mock_cluster_t *cluster = rd_kafka_mock_cluster_new(owner, brokers);
  if (cluster == NULL) {
    fprintf(stderr, "there cannot be a cluster of %d brokers\n", brokers);
    return 1;
  }
  for (int i = 2; i < argc; i++) {
    if (create_topic(cluster, brokers, argv[i])) continue;
    fprintf(stderr, "there cannot be a topic %s\n", argv[i]);
    return 1;
  }
  printf("%s\n", rd_kafka_mock_cluster_bootstraps(cluster));
  fflush(stdout);
  char line[LINE_MAX_BYTES];
  while (fgets(line, sizeof line, stdin) != NULL) {
    printf("%s\n", carry_out(cluster, line));
    fflush(stdout);
  }
  rd_kafka_mock_cluster_destroy(cluster);
  rd_kafka_destroy(owner);
  return 0;
}
