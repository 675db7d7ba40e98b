//! Parquet: each row as the JSON object that its columns make. Only with the feature `parquet`, since few archives come
//! so and the crate takes its time to build.

use std::{
    fmt,
    fs::File,
    panic::{AssertUnwindSafe, catch_unwind},
};

use parquet::{
    file::reader::{FileReader as _, SerializedFileReader},
    record::{Field, Row, reader::RowIter},
};
use serde_json::{Map, Value};

use super::{Context, Item};
use crate::source::{Format, SourceError, error::Reason};

/// Most bytes of one row group once unpacked: a reader holds one at a time. 1 GiB; usual are 128 MiB.
const GROUP: i64 = 1 << 30;

/// Deepest nesting of a row that is read.
const DEPTH: usize = 16;

/// Yields row after row; the offset of a record is the number of its row.
pub(in crate::source) struct Parquet {
    rows: RowIter<'static>,
    next: u64,
    done: bool,
}

impl fmt::Debug for Parquet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parquet").field("next", &self.next).finish_non_exhaustive()
    }
}

impl Parquet {
    /// Reads the table of contents, which lies at the end: only a file on the disk will do.
    pub(in crate::source) fn new(file: File, context: &Context) -> Result<Self, SourceError> {
        let refuse = |reason, message: String| SourceError::whole(&context.place(0), reason, message);
        let opened = guarded(|| SerializedFileReader::new(file).map_err(|error| error.to_string()));
        let reader = opened
            .map_err(|error| refuse(Reason::Damaged, format!("is no whole Parquet file ({error}); fetch it again")))?;
        let largest = reader.metadata().row_groups().iter().map(|group| group.total_byte_size()).max().unwrap_or(0);
        if largest > GROUP {
            let message = format!("has row groups of more than {} MiB; write it anew with smaller ones", GROUP >> 20);
            return Err(refuse(Reason::TooLong, message));
        }
        Ok(Self { rows: reader.into_iter(), next: 0, done: false })
    }

    pub(in crate::source) fn next(&mut self, context: &Context) -> Option<Item> {
        if self.done {
            return None;
        }
        let at = self.next;
        self.next += 1;
        let row = match guarded(|| self.rows.next().transpose().map_err(|error| error.to_string())) {
            Ok(row) => row?,
            Err(error) => {
                self.done = true;
                let message = format!("row {} cannot be read ({error}); all rows before it were", at + 1);
                return Some(Err(SourceError::rest(&context.place(at), Reason::Damaged, message)));
            }
        };
        let bytes = object(&row, DEPTH).to_string().into_bytes();
        if bytes.len() > context.limits.record_bytes {
            return Some(Err(context.too_long(at)));
        }
        Some(Ok(context.record(at, &bytes, Format::Json)))
    }
}

/// The crate panics on some damaged files; on this thread that would end the run.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("its structure contradicts itself".to_owned()))
}

fn object(row: &Row, depth: usize) -> Value {
    let members = row.get_column_iter().map(|(name, field)| (name.clone(), value(field, depth)));
    Value::Object(members.collect::<Map<String, Value>>())
}

/// A column's value. The nesting of a schema is bounded here; what lies deeper is no field of an article.
fn value(field: &Field, depth: usize) -> Value {
    let Some(depth) = depth.checked_sub(1) else { return Value::Null };
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => Value::from(*value),
        Field::Byte(value) => Value::from(*value),
        Field::Short(value) => Value::from(*value),
        Field::Int(value) => Value::from(*value),
        Field::Long(value) | Field::TimestampMillis(value) => Value::from(*value),
        Field::UByte(value) => Value::from(*value),
        Field::UShort(value) => Value::from(*value),
        Field::UInt(value) => Value::from(*value),
        Field::ULong(value) => Value::from(*value),
        Field::Float(value) => Value::from(*value),
        Field::Double(value) => Value::from(*value),
        Field::TimestampMicros(value) => Value::from(value / 1000),
        Field::Str(text) => Value::from(text.as_str()),
        Field::Bytes(bytes) => Value::from(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Date(days) => Value::from(day(*days)),
        Field::Group(row) => object(row, depth),
        Field::ListInternal(list) => list.elements().iter().map(|item| value(item, depth)).collect(),
        other => Value::from(other.to_string()),
    }
}

fn day(days: i32) -> Option<String> {
    let span = jiff::Span::new().try_days(days).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(span).ok().map(|day| day.to_string())
}
