// JSON and decimal numbers: what is read, what is refused, and that nothing is lost on the way.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <string>

#include "random.h"
#include "text/decimal.h"
#include "text/json.h"
#include "text/json_parser.h"
#include "text/json_writer.h"

namespace mixgrad {
namespace {

TEST(Json, EveryKindOfValue) {
  const auto json = Json::parse(" {\"a\": [1, -2.5e3, true, false, null, \"x\"], \"b\": {}} ");
  ASSERT_TRUE(json);
  const Json* list = json->find_array("a");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->items().size(), 6);
  EXPECT_EQ(list->items()[0].integer(0, 9), 1);
  EXPECT_EQ(list->items()[1].number(), -2500);
  EXPECT_TRUE(list->items()[2].boolean());
  EXPECT_TRUE(list->items()[3].is_boolean() && !list->items()[3].boolean());
  EXPECT_EQ(list->items()[5].string(), "x");
  EXPECT_TRUE(json->find("b")->is_object());
  EXPECT_EQ(json->find_array("b"), nullptr);
  EXPECT_EQ(json->find("c"), nullptr);
}

TEST(Json, IntegersAreWrittenAsSuch) {
  const auto json = Json::parse("[3, 3.0, 3e0, 30, -1]");
  EXPECT_EQ(json->items()[0].integer(0, 9), 3);
  for (std::size_t i = 1; i < 5; ++i) EXPECT_FALSE(json->items()[i].integer(0, 9)) << i;
}

TEST(Json, OfTwoEqualKeysTheLastCounts) {
  EXPECT_EQ(Json::parse(R"({"a":1,"a":2})")->find("a")->number(), 2);
}

TEST(Json, Strings) {
  const auto text = [](const std::string& json) { return Json::parse(json)->string(); };
  EXPECT_EQ(text(R"("\"\\\/\b\f\n\r\t")"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(text(R"("\u0041\u00e9\u20aC\ud83d\ude00")"), "Aé€😀");
  EXPECT_EQ(text("\"é€😀\""), "é€😀");
  EXPECT_EQ(text(R"("\u0000")"), std::string(1, '\0'));
}

TEST(Json, IsReadStrictly) {
  const std::string zero(1, '\0');
  for (const std::string& bad : {
           std::string(),
           std::string(" "),
           std::string("{"),
           std::string("[1,]"),
           std::string("{\"a\":1,}"),
           std::string("{a:1}"),
           std::string("{\"a\"}"),
           std::string("[1 2]"),
           std::string("1 1"),
           std::string("01"),
           std::string("+1"),
           std::string(".5"),
           std::string("5."),
           std::string("1e"),
           std::string("-"),
           std::string("NaN"),
           std::string("Infinity"),
           std::string("tru"),
           std::string("truex"),
           std::string("'a'"),
           std::string("\"a"),
           std::string("\"\n\""),
           std::string(R"("\x")"),
           std::string(R"("\u12g4")"),
           std::string(R"("\ud83d")"),
           std::string(R"("\ude00")"),
           std::string("\"\x80\""),
           std::string("\"\xc0\x80\""),
           std::string("\"\xe2\x82\""),
           std::string("\"\xed\xa0\x80\""),
           std::string("\"\xf5\x80\x80\x80\""),
           std::string("\"\xf0\x80\x80\x80\""),
           zero,
           "[1]" + zero,
           std::string("// c\n1"),
       }) {
    EXPECT_FALSE(Json::parse(bad)) << bad;
  }
}

TEST(Json, DepthIsLimited) {
  const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(Json::parse(nested(64)));
  EXPECT_FALSE(Json::parse(nested(65)));
  EXPECT_FALSE(Json::parse(std::string(1'000'000, '[')));
}

TEST(Json, WhatIsWrittenIsReadBack) {
  JsonText out;
  out.open('{');
  out.member("text", "quote \" backslash \\ newline \n é");
  out.member("truth", true);
  out.null_member("nothing");
  out.member("numbers", {0.1, -1e-7, 3.0});
  out.open('[', "rows");
  out.open('[');
  out.element("a");
  out.element(1.5);
  out.close(']');
  out.open('{');
  out.close('}');
  out.close(']');
  out.close('}');
  const auto json = Json::parse(out.text());
  ASSERT_TRUE(json) << out.text();
  EXPECT_EQ(json->find("text")->string(), "quote \" backslash \\ newline \n é");
  EXPECT_TRUE(json->find("truth")->boolean());
  EXPECT_EQ(json->find("numbers")->items()[1].number(), -1e-7);
  EXPECT_EQ(json->find("rows")->items()[0].items()[1].number(), 1.5);
}

TEST(Json, ControlCharactersAreEscaped) {
  JsonText out;
  out.open('{');
  out.member(std::string("k\x01"), std::string("\0\x1f\x7f", 3));
  out.close('}');
  EXPECT_EQ(out.text(), "{\"k\\u0001\":\"\\u0000\\u001f\x7f\"}");
}

TEST(Json, WrittenNumbersComeBackWithNoMoreDigitsThanNeeded) {
  const auto written = [](double value) {
    JsonText out;
    out.open('[');
    out.element(value);
    out.close(']');
    return out.text();
  };
  EXPECT_EQ(written(0.1), "[0.1]");
  EXPECT_EQ(written(-25), "[-25]");
  Random random(2);
  for (int i = 0; i < 5'000; ++i) {
    const double value = (random.uniform() - 0.5) * std::pow(10, 40 * random.uniform() - 20);
    ASSERT_EQ(Json::parse(written(value))->items()[0].number(), value) << written(value);
  }
}

/// Counts values and stops at one of them.
class Stopper : public JsonEvents {
 public:
  explicit Stopper(int most) : most_(most) {}
  int values = 0;
  std::size_t broken_at = 0;

  bool null() override { return count(); }
  bool boolean(bool) override { return count(); }
  bool number(double, bool) override { return count(); }
  bool string(std::string) override { return count(); }
  bool start_array() override { return true; }
  bool end_array() override { return true; }
  bool start_object() override { return true; }
  bool key(std::string) override { return true; }
  bool end_object() override { return true; }
  void broken(std::size_t byte) override { broken_at = byte; }

 private:
  bool count() { return ++values < most_; }
  int most_;
};

TEST(JsonParser, SaysWhereTheTextBreaks) {
  const auto broken_at = [](std::string_view text) {
    Stopper events(100);
    EXPECT_FALSE(parse_json(text, events)) << text;
    return events.broken_at;
  };
  EXPECT_EQ(broken_at(""), 1);
  EXPECT_EQ(broken_at("x"), 1);
  EXPECT_EQ(broken_at("[1, 2"), 6);
  EXPECT_EQ(broken_at("[1, 2x]"), 6);
  EXPECT_EQ(broken_at("{\"a\" 1}"), 6);
  EXPECT_EQ(broken_at("[true, falsy]"), 12);
  EXPECT_EQ(broken_at("1 2"), 3);
}

TEST(JsonParser, StopsWhenTold) {
  Stopper events(3);
  EXPECT_FALSE(parse_json("[null, {\"a\": true}, 3, \"four\", [5]]", events));
  EXPECT_EQ(events.values, 3);
  EXPECT_EQ(events.broken_at, 0);  // the text is sound
}

TEST(Decimal, ReadsTheNearestDouble) {
  for (const char* text : {"0", "-0", "1", "10", "0.1", "1e22", "1e23", "123456789012345678901234567890",
                           "3e-7", "9007199254740993", "2.2250738585072014e-280", "1.7976931348623157e299",
                           "0.000000000000000000000000000000123", "8.5e+2", "5E-1"}) {
    EXPECT_EQ(read_decimal(text), std::strtod(text, nullptr)) << text;
  }
  EXPECT_EQ(read_decimal("1e400"), INFINITY);
  EXPECT_EQ(read_decimal("-1e999999999999"), -INFINITY);
  EXPECT_EQ(read_decimal("1e-999999999999"), 0);
  EXPECT_TRUE(std::signbit(read_decimal("-0.0")));
}

TEST(Decimal, EveryDoubleComesBack) {
  Random random(1);
  for (int i = 0; i < 20'000; ++i) {
    const double value = (random.uniform() - 0.5) * std::pow(10, 40 * random.uniform() - 20);
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", value);
    ASSERT_EQ(read_decimal(text), value) << text;
  }
}

// As printf rounds, where no tie and no exponent stands in the way.
TEST(Decimal, PrintsAsPrintfDoes) {
  Random random(3);
  char expected[64];
  for (int i = 0; i < 20'000; ++i) {
    const double value = (random.uniform() - 0.5) * std::pow(10, 8 * random.uniform() - 4);
    const int digits = 1 + static_cast<int>(random.below(6));
    std::snprintf(expected, sizeof expected, "%.*f", digits, value);
    if (read_decimal(expected) == 0) continue;  // printf writes −0.00
    ASSERT_EQ(fixed(value, digits), expected) << i;
    std::snprintf(expected, sizeof expected, "%.*e", digits - 1, value);
    ASSERT_EQ(read_decimal(significant(value, digits)), std::strtod(expected, nullptr)) << expected;
  }
}

TEST(Decimal, Fixed) {
  EXPECT_EQ(fixed(0.126, 2), "0.13");
  EXPECT_EQ(fixed(12, 2), "12.00");
  EXPECT_EQ(fixed(-0.05, 1), "-0.1");
  EXPECT_EQ(fixed(-0.001, 2), "0.00");
  EXPECT_EQ(fixed(298.15, 0), "298");
  EXPECT_EQ(fixed(1e300, 2), "1e300");
}

TEST(Decimal, Significant) {
  EXPECT_EQ(significant(0, 3), "0");
  EXPECT_EQ(significant(0.12345, 2), "0.12");
  EXPECT_EQ(significant(1234.5, 2), "1200");
  EXPECT_EQ(significant(9.996, 3), "10");
  EXPECT_EQ(significant(-298.15, 12), "-298.15");
  EXPECT_EQ(significant(0.00012, 4), "0.00012");
  EXPECT_EQ(significant(1.5e-7, 4), "1.5e-7");
  EXPECT_EQ(significant(2e20, 4), "2e20");
  EXPECT_EQ(significant(INFINITY, 4), "infinity");
  EXPECT_EQ(significant(NAN, 4), "not a number");
}

}  // namespace
}  // namespace mixgrad
