#include "worker/test/walker_print.h"

#include <cstdio>
#include <string>
#include <variant>

namespace latchkey {
namespace {

std::string quoted(std::u16string_view text) {
  std::string json = "\"";
  for (const char16_t unit : text) {
    char escaped[8];
    if (unit >= 0x20 && unit < 0x7F && unit != u'"' && unit != u'\\') {
      json.push_back(static_cast<char>(unit));
    } else {
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(unit));
      json += escaped;
    }
  }
  return json + '"';
}

std::string member(const char* name, std::uint64_t number) {
  return std::string(",\"") + name + "\":" + std::to_string(number);
}

std::string member(const char* name, std::u16string_view text) {
  return std::string(",\"") + name + "\":" + quoted(text);
}

std::string describe(const StepShown& shown) {
  const Step& step = shown.step;
  std::string json = "\"t\":\"step\"" + member("number", shown.number) + member("kind", static_cast<int>(step.kind)) +
                     member("inForce", shown.isTypedPasswordInForce ? 1 : 0) + member("title", step.title) +
                     member("text", step.text) + member("refusal", step.refusal) + member("inputs", step.inputs.size()) +
                     member("poll", step.pollAfterMs) + ",\"options\":[";
  for (std::size_t i = 0; step.choice && i < step.choice->options.size(); ++i)
    json += (i == 0 ? "" : ",") + quoted(step.choice->options[i]);
  json += "],\"links\":[";
  for (std::size_t i = 0; i < step.links.size(); ++i)
    json += (i == 0 ? "" : ",") + std::to_string(static_cast<int>(step.links[i].action));
  return json + "]";
}

std::string describe(const Problem& problem) {
  const std::string code = rowOf(problem.failure).code;
  return "\"t\":\"problem\"" + member("code", std::u16string(code.begin(), code.end())) +
         member("detail", problem.detail) + member("retryAfter", problem.retryAfterSeconds) +
         member("correlation", problem.correlation) + member("mayRetry", problem.mayRetry ? 1 : 0);
}

std::string describe(const Ready& ready) { return "\"t\":\"ready\"" + member("version", ready.version); }
std::string describe(const Progress&) { return "\"t\":\"progress\""; }
std::string describe(const Idle&) { return "\"t\":\"idle\""; }

}  // namespace

void printMessage(std::uint32_t seq, const ToProvider& message) {
  const std::string json = std::visit([](const auto& one) { return describe(one); }, message);
  std::printf("{\"seq\":%u,%s}\n", seq, json.c_str());
  std::fflush(stdout);
}

void printWord(const char* word, std::uint32_t number) {
  std::printf("{\"t\":\"%s\",\"n\":%u}\n", word, number);
  std::fflush(stdout);
}

}  // namespace latchkey
