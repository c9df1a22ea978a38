//! Statements that are put together, for lists with filters.

use sqlx::{Any, AssertSqlSafe, any::AnyArguments, query::Query};

/// A statement whose text is constant parts and numbered parameters, so that no value ever gets into the text.
pub(super) struct Sql {
    text: String,
    values: Vec<Value>,
}

#[derive(Clone)]
enum Value {
    Text(String),
    Number(i64),
}

impl Sql {
    pub(super) fn new(text: &'static str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// Goes on with the text.
    pub(super) fn push(&mut self, part: &'static str) -> &mut Self {
        self.text.push_str(part);
        self
    }

    /// Goes on with a parameter that is a text.
    pub(super) fn text(&mut self, value: &str) -> &mut Self {
        self.parameter(Value::Text(value.to_owned()))
    }

    /// Goes on with a parameter that is a number.
    pub(super) fn number(&mut self, value: i64) -> &mut Self {
        self.parameter(Value::Number(value))
    }

    /// Goes on with parameters between commas.
    pub(super) fn texts<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) -> &mut Self {
        for (at, value) in values.into_iter().enumerate() {
            if at > 0 {
                self.text.push_str(", ");
            }
            self.text(value);
        }
        self
    }

    /// The same between two constant parts.
    pub(super) fn within(mut self, before: &'static str, behind: &'static str) -> Self {
        self.text = [before, &self.text, behind].concat();
        self
    }

    fn parameter(&mut self, value: Value) -> &mut Self {
        self.values.push(value);
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// The statement, to be run.
    pub(super) fn query(&self) -> Query<'_, Any, AnyArguments> {
        // Constant parts and parameters' numbers, by the type of `push`.
        let query = sqlx::query(AssertSqlSafe(self.text.as_str()));
        self.values.iter().fold(query, |query, value| match value {
            Value::Text(text) => query.bind(text.as_str()),
            Value::Number(number) => query.bind(*number),
        })
    }
}
