#pragma once

#include <deque>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "flow/session.h"

namespace latchkey {

/// A request as a test reads it.
struct Sent {
  std::string method;
  std::string path;
  std::string body;
  std::string token;
  std::string key;
  std::uint32_t budgetMs = 0;
  std::string digest{};
  std::string input{};
  Signing signing = Signing::never;
  std::string signature{};
};

/// Plays the server: gives its answers in order, and a lost connection when it has none left.
class ScriptedTransport : public Transport {
 public:
  std::deque<std::variant<HttpResponse, NetworkFault>> answers;
  std::vector<Sent> sent;

  std::variant<HttpResponse, NetworkFault> send(const HttpRequest& request,
                                                std::uint32_t budgetMs) noexcept override {
    Sent seen{request.method, request.path, std::string(request.body.view()), "", "", budgetMs};
    for (const Header& header : request.headers) {
      if (header.name == "Authorization") seen.token = header.value.view();
      if (header.name == "Idempotency-Key") seen.key = header.value.view();
      if (header.name == "Content-Digest") seen.digest = header.value.view();
      if (header.name == "Signature-Input") seen.input = header.value.view();
      if (header.name == "Signature") seen.signature = header.value.view();
    }
    seen.signing = request.signing;
    sent.push_back(std::move(seen));
    if (answers.empty()) return NetworkFault{Failure::proxyLogin, 407, true};
    auto answer = std::move(answers.front());
    answers.pop_front();
    return answer;
  }

  void willFail(Failure failure, bool neverSent = false) {
    answers.push_back(NetworkFault{failure, 12, neverSent});
  }
  void willAnswer(int status, std::string body, std::string type = "application/json; charset=utf-8",
                  std::string retryAfter = "") {
    answers.push_back(HttpResponse{status, std::move(body), std::move(type), std::move(retryAfter), ""});
  }
};

class TestClock : public Clock {
 public:
  std::uint64_t now = 1000;
  bool isCancelled = false;
  std::vector<std::uint32_t> pauses;

  std::uint64_t nowMs() noexcept override { return now; }
  bool pause(std::uint32_t ms) noexcept override {
    pauses.push_back(ms);
    now += ms;
    return !isCancelled;
  }
};

class CountingRandomness : public Randomness {
 public:
  bool isBroken = false;
  bool fill(std::uint8_t* bytes, std::size_t count) noexcept override {
    for (std::size_t i = 0; i < count; ++i) bytes[i] = drawn_++;
    return !isBroken;
  }

 private:
  std::uint8_t drawn_ = 0;
};

inline std::string stepJson(const std::string& id, const std::string& kind, const std::string& more = "") {
  const bool isEnd = kind == "done" || kind == "stopped";
  const std::string actions =
      isEnd ? "[]" : R"([{"name":"submit","label":"Go"},{"name":"resend","label":"Again"}])";
  return R"({"id":")" + id + R"(","kind":")" + kind + R"(","title":"T","text":"X","actions":)" + actions +
         R"(,"helpdesk":{"text":"H"})" + more + "}";
}

inline const std::string kCodeField =
    R"(,"fields":[{"name":"code","kind":"code","label":"C","maxLength":6}])";
inline const std::string kFirstGate = R"(,"progress":{"gate":1})" + kCodeField;
inline const std::string kSecondGate = R"(,"progress":{"gate":2,"of":2})" + kCodeField;
inline const std::string kPasswordFields =
    R"(,"fields":[{"name":"password","kind":"new-password","label":"P"},)"
    R"({"name":"password-again","kind":"new-password","label":"Q"}])";
inline const std::string kChoiceField =
    R"(,"progress":{"gate":1},"fields":[{"name":"authenticator","kind":"choice","label":"A",)"
    R"("options":[{"value":"email","label":"E-mail"},{"value":"totp","label":"App"}]}])";

inline std::string stepAnswer(const std::string& id, const std::string& kind, const std::string& more = "") {
  return "{\"step\":" + stepJson(id, kind, more) + "}";
}
inline std::string startedAnswer(const std::string& kind, const std::string& more = "",
                                 const std::string& id = "stp_1") {
  return R"({"flow":"flw_1","token":"tok-1","expiresAt":"2030-01-01T12:15:00.000Z","step":)" +
         stepJson(id, kind, more) + "}";
}
inline std::string problemAnswer(const std::string& kind, const std::string& next = "") {
  return R"({"type":"https://x/problems/)" + kind + R"(","instance":"urn:latchkey:request:req_9")" +
         (next.empty() ? "" : ",\"nextStep\":" + next) + "}";
}
inline const std::string kProblemType = "application/problem+json";

/// One session in front of a scripted server.
struct Desk {
  ScriptedTransport transport;
  TestClock clock;
  CountingRandomness randomness;
  SessionWorld world{transport, clock, randomness, "1.2.3"};
  Session session{world, Hello{u"en-US", u"10.0.19045", u"PC-7", 1, u"S-1-5-21-7"}};

  Reply start(const std::u16string& username = u"alice") {
    return session.start(Start{Purpose::reset, username});
  }
  /// A flow that stands at a step.
  StepShown at(const std::string& kind, const std::string& more = "") {
    transport.willAnswer(201, startedAnswer(kind, more));
    return std::get<StepShown>(start());
  }
  Reply answer(std::uint32_t number, std::vector<std::u16string> values, std::uint8_t option = kNoOption,
               ActionKind action = ActionKind::submit) {
    Answer given;
    given.step = number;
    given.action = action;
    given.option = option;
    for (const std::u16string& value : values) given.values.emplace_back(value);
    return session.answer(given);
  }
  const Sent& last() const { return transport.sent.back(); }
};

inline Failure failureIn(const Reply& reply) { return std::get<Problem>(reply).failure; }
inline StepKind kindIn(const Reply& reply) { return std::get<StepShown>(reply).step.kind; }
inline bool isIdle(const Reply& reply) { return std::holds_alternative<Idle>(reply); }

}  // namespace latchkey
