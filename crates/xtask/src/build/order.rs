//! Puts functions that are alike beside each other, as LLVM's linker does for other targets to make what is sent smaller.
//!
//! The order of the functions means nothing to the program. To brotli it does: what was met not long ago takes fewer
//! bits, and the many instances of one generic function differ in little.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::convert::Infallible;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

use super::precompress::brotli;

/// How many bytes in a row two functions have in common.
const RUN: usize = 5;

/// A run that more functions than these have tells nothing of any.
const COMMON: usize = 300;

/// What each of the functions just placed counts when the next one is chosen, the last of them first.
const SHARES: [f64; 3] = [1.0, 0.5, 0.25];

/// The module with its functions in the order in which it is the smallest, if that is not the present one.
pub(super) fn smallest(module: Vec<u8>) -> Result<Vec<u8>> {
    let ordered = alike_together(&module)?;
    Ok(if brotli(&ordered)?.len() < brotli(&module)?.len() { ordered } else { module })
}

/// The same module with its functions in another order.
fn alike_together(module: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                bodies.push(body.as_bytes());
            }
            _ => {}
        }
    }
    let order = order(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in (imported..).zip(&order) {
        *places.get_mut(function).context("a function that is not there")? = place;
    }
    let mut ordered = Module::new();
    Moved { imported, order, places }
        .parse_core_module(&mut ordered, Parser::new(0), module)
        .map_err(|error| anyhow!("the functions can't be put in another order: {error}"))?;
    Ok(ordered.finish())
}

/// Where each function goes.
struct Moved {
    imported: u32,
    /// Which function comes next.
    order: Vec<usize>,
    /// The new index of each, the imported ones counted.
    places: Vec<u32>,
}

impl Moved {
    fn pick<T: Clone>(&self, all: &[T]) -> Vec<T> {
        self.order.iter().filter_map(|&function| all.get(function).cloned()).collect()
    }
}

impl Reencode for Moved {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = function.checked_sub(self.imported);
        let place = own.and_then(|own| self.places.get(own as usize));
        Ok(place.copied().unwrap_or(function))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for kind in self.pick(&types) {
            functions.function(self.type_index(kind)?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for body in self.pick(&bodies) {
            self.parse_function_body(code, body)?;
        }
        Ok(())
    }
}

/// The functions one after the other, each the most like those before it, beginning with the longest.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<BTreeSet<&[u8]>> =
        bodies.iter().map(|body| body.windows(RUN).collect()).collect();
    let mut having: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, own) in runs.iter().enumerate() {
        for &run in own {
            having.entry(run).or_default().push(function);
        }
    }
    // What few have says the most.
    having.retain(|_, functions| (2..=COMMON).contains(&functions.len()));
    let weight = |functions: &[usize]| (bodies.len() as f64 / functions.len() as f64).ln();
    let own_weight = |own: &BTreeSet<&[u8]>| {
        let weights = own.iter().filter_map(|run| having.get(run)).map(|it| weight(it));
        weights.sum::<f64>() + 1.0
    };
    let lengths: Vec<f64> = runs.iter().map(|own| own_weight(own).sqrt()).collect();

    let mut left: BTreeSet<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut recent = VecDeque::new();
    let longest = |left: &BTreeSet<usize>| {
        left.iter().copied().max_by_key(|&function| bodies.get(function).map(|it| it.len()))
    };
    let mut next = longest(&left);
    while let Some(function) = next {
        left.remove(&function);
        order.push(function);
        recent.push_front(function);
        recent.truncate(SHARES.len());

        let mut shared = vec![0.0; bodies.len()];
        for (&placed, share) in recent.iter().zip(SHARES) {
            for functions in
                runs.get(placed).into_iter().flatten().filter_map(|run| having.get(run))
            {
                for &other in functions {
                    if let Some(shared) = shared.get_mut(other) {
                        *shared += weight(functions) * share;
                    }
                }
            }
        }
        let alike = left.iter().filter_map(|&other| {
            let alike = shared.get(other)? / lengths.get(other)?;
            (alike > 0.0).then_some((other, alike))
        });
        let best = alike.reduce(|best, other| if other.1 > best.1 { other } else { best });
        next = best.map(|(other, _)| other).or_else(|| longest(&left));
    }
    order
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
        Function, FunctionSection, ImportSection, Module, RefType, TableSection, TableType,
        TypeSection, ValType,
    };
    use wasmparser::{ExternalKind, Operator, Parser, Payload, Validator};

    use super::*;

    /// Four functions behind one that is imported: those that are alike stand apart, `first` calls the imported one and
    /// the last, and the table has the third.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([ValType::I32], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("page", "say", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        for kind in [0, 1, 0, 1] {
            functions.function(kind);
        }
        let mut tables = TableSection::new();
        let (element_type, minimum) = (RefType::FUNCREF, 1);
        let table =
            TableType { element_type, minimum, maximum: None, table64: false, shared: false };
        tables.table(table);
        let mut exports = ExportSection::new();
        exports.export("first", ExportKind::Func, 1);
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions([3].as_slice().into()));
        let mut code = CodeSection::new();
        let mut first = Function::new([]);
        first.instructions().call(0).i32_const(1).call(4).drop().end();
        code.function(&first);
        let alike = |last: i32| {
            let mut function = Function::new([]);
            let mut it = function.instructions();
            for step in 0..20 {
                it.local_get(0).i32_const(7001 + step).i32_add().local_set(0);
            }
            it.local_get(0).i32_const(last).i32_mul().end();
            function
        };
        code.function(&alike(3));
        let mut third = Function::new([]);
        for round in 0..40 {
            third.instructions().i32_const(90_000 + round * 77).drop();
        }
        third.instructions().end();
        code.function(&third);
        code.function(&alike(5));
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables);
        module.section(&exports).section(&elements).section(&code);
        module.finish()
    }

    /// What `first` calls, and the bodies that the export, its last call and the table lead to.
    fn followed(module: &[u8]) -> (Vec<u32>, Vec<Vec<u8>>) {
        let (mut bodies, mut roots) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module).map(Result::unwrap) {
            match payload {
                Payload::ExportSection(section) => {
                    let export = section.into_iter().next().unwrap().unwrap();
                    assert_eq!((export.name, export.kind), ("first", ExternalKind::Func));
                    roots.push(export.index);
                }
                Payload::ElementSection(section) => {
                    let element = section.into_iter().next().unwrap().unwrap();
                    let wasmparser::ElementItems::Functions(items) = element.items else {
                        panic!()
                    };
                    roots.extend(items.into_iter().map(Result::unwrap));
                }
                Payload::CodeSectionEntry(body) => bodies.push(body),
                _ => {}
            }
        }
        let body = |index: u32| &bodies[index as usize - 1];
        let calls = body(roots[0]).get_operators_reader().unwrap().into_iter();
        let calls: Vec<u32> = calls
            .filter_map(|operator| match operator.unwrap() {
                Operator::Call { function_index } => Some(function_index),
                _ => None,
            })
            .collect();
        let reached = roots[1..].iter().chain(calls.last());
        let reached = reached.map(|&index| body(index).as_bytes().to_vec()).collect();
        (calls, reached)
    }

    #[test]
    fn whatever_led_to_a_function_leads_to_it_still() {
        let module = module();
        let ordered = alike_together(&module).unwrap();
        Validator::new().validate_all(&ordered).unwrap();
        assert_eq!(ordered.len(), module.len());
        assert_ne!(ordered, module);
        let ((calls, reached), (calls_now, reached_now)) = (followed(&module), followed(&ordered));
        assert_eq!(reached_now, reached);
        // The imported one is where it was.
        assert_eq!((calls[0], calls_now[0]), (0, 0));
    }

    #[test]
    fn functions_that_are_alike_stand_together() {
        let all: [&[u8]; 4] = [b"abcdefgh1", b"qrstuvwxyz.,", b"abcdefgh2", b"qrstuvwxyz!"];
        assert_eq!(order(&all), [1, 3, 2, 0]);
    }

    #[test]
    fn a_module_that_would_not_be_smaller_stays() {
        let empty = Module::new().finish();
        assert_eq!(smallest(empty.clone()).unwrap(), empty);
    }
}
