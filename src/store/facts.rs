//! Statements as rows of numbers in three orders, so that whatever is known of a statement leads to it.

use super::snapshot::StoreError;
use super::terms::{Terms, write_key};
use hashbrown::HashSet;
use oxigraph::model::{
    GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef, Triple, TripleRef,
};
use std::ops::Range;
use std::thread;

/// Four numbers of terms, in the order of the list that it stands in.
pub(super) type Row = [u32; 4];

/// What a pattern knows of subject, predicate, object and graph.
pub(super) type Known = [Option<u32>; 4];

/// The lists, by what their rows begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Subject, predicate, object, graph.
    Subject,
    /// Predicate, object, subject, graph.
    Predicate,
    /// Object, subject, predicate, graph.
    Object,
    /// Positions in the first list, by graph.
    Graph,
}

/// New statements that are not in the lists yet.
#[derive(Default)]
pub(super) struct Waiting {
    new: Vec<Row>,
    seen: HashSet<[u32; 3]>,
    /// The key of a term, written again and again.
    key: String,
}

/// Quads, of which no two say the same in different graphs: the union of all graphs is a set.
#[derive(Clone, Default)]
pub(super) struct Facts {
    pub(super) terms: Terms,
    /// One list for each of the first three orders.
    pub(super) rows: [Vec<Row>; 3],
    by_graph: Vec<u32>,
}

impl Facts {
    /// Takes what was written down.
    ///
    /// # Errors
    /// When the lists are not sorted, of different length, or name terms that are not there.
    pub(super) fn of(terms: Terms, rows: [Vec<Row>; 3]) -> Result<Self, StoreError> {
        let [first, second, third] = &rows;
        let known = |row: &Row| row.iter().all(|number| (*number as usize) < terms.len());
        if first.len() != second.len()
            || first.len() != third.len()
            || !rows
                .iter()
                .all(|list| list.is_sorted() && list.iter().all(known))
        {
            return Err(StoreError::Broken("its statements are not in order"));
        }
        let mut facts = Self {
            terms,
            rows,
            by_graph: Vec::new(),
        };
        facts.sort_graphs()?;
        Ok(facts)
    }

    /// How many statements there are.
    pub(super) fn len(&self) -> usize {
        self.rows[0].len()
    }

    /// Adds triples to a graph each, but those that are there already, in any graph, and gives how many were new. On an
    /// error nothing was added that can be found.
    ///
    /// # Errors
    /// When there are more terms or statements than numbers.
    pub(super) fn add<'a>(
        &mut self,
        quads: impl IntoIterator<Item = (&'a NamedNode, &'a Triple)>,
    ) -> Result<usize, StoreError> {
        let mut waiting = Waiting::default();
        for (graph, triple) in quads {
            self.take(&mut waiting, graph.as_ref(), triple.as_ref())?;
        }
        self.put(waiting)
    }

    /// Takes a triple to be added with others, unless it is there already.
    ///
    /// # Errors
    /// When there are more terms than numbers.
    pub(super) fn take(
        &mut self,
        waiting: &mut Waiting,
        graph: NamedNodeRef<'_>,
        triple: TripleRef<'_>,
    ) -> Result<(), StoreError> {
        let key = &mut waiting.key;
        let mut number = |terms: &mut Terms, term: TermRef<'_>| {
            write_key(key, term);
            terms.add(key)
        };
        let subject = number(&mut self.terms, triple.subject.into())?;
        let predicate = number(&mut self.terms, triple.predicate.into())?;
        let object = number(&mut self.terms, triple.object)?;
        let known = [Some(subject), Some(predicate), Some(object), None];
        if waiting.seen.insert([subject, predicate, object]) && self.range(known).1.is_empty() {
            let graph = number(&mut self.terms, graph.into())?;
            waiting.new.push([subject, predicate, object, graph]);
        }
        Ok(())
    }

    /// Adds what was taken, and gives how many statements it is.
    ///
    /// # Errors
    /// When there are more statements than numbers.
    pub(super) fn put(&mut self, waiting: Waiting) -> Result<usize, StoreError> {
        let new = waiting.new;
        u32::try_from(self.len() + new.len()).map_err(|_| StoreError::Full)?;
        let orders = [Order::Subject, Order::Predicate, Order::Object];
        // One after another on one processor, side by side on more.
        thread::scope(|scope| {
            for (list, order) in self.rows.iter_mut().zip(orders) {
                let new = &new;
                scope.spawn(move || {
                    list.extend(new.iter().map(|row| turned(*row, order)));
                    // The sort finds that the first part is sorted, and merges.
                    list.sort();
                });
            }
        });
        self.sort_graphs()?;
        Ok(new.len())
    }

    fn sort_graphs(&mut self) -> Result<(), StoreError> {
        let count = u32::try_from(self.len()).map_err(|_| StoreError::Full)?;
        self.by_graph = (0..count).collect();
        let first = &self.rows[0];
        self.by_graph
            .sort_by_key(|position| first[*position as usize][3]);
        Ok(())
    }

    /// The list to look in for what is known, and where in it; the graph may have to be compared still.
    pub(super) fn range(&self, known: Known) -> (Order, Range<usize>) {
        let [subject, predicate, object, graph] = known;
        let (order, key): (Order, [Option<u32>; 3]) = match (subject, predicate, object) {
            (None, None, None) => match graph {
                None => return (Order::Subject, 0..self.len()),
                Some(graph) => return (Order::Graph, self.of_graph(graph)),
            },
            (Some(_), None, Some(_)) | (None, None, Some(_)) => {
                (Order::Object, [object, subject, None])
            }
            (None, Some(_), _) => (Order::Predicate, [predicate, object, None]),
            (Some(_), _, _) => (Order::Subject, [subject, predicate, object]),
        };
        let key: Vec<u32> = key.into_iter().map_while(|number| number).collect();
        let list = self.list(order);
        let begin = list.partition_point(|row| row[..key.len()] < key[..]);
        let length = list[begin..].partition_point(|row| row[..key.len()] == key[..]);
        (order, begin..begin + length)
    }

    fn of_graph(&self, graph: u32) -> Range<usize> {
        let of = |position: &u32| self.rows[0][*position as usize][3];
        let begin = self.by_graph.partition_point(|p| of(p) < graph);
        let length = self.by_graph[begin..].partition_point(|p| of(p) == graph);
        begin..begin + length
    }

    fn list(&self, order: Order) -> &[Row] {
        match order {
            Order::Predicate => &self.rows[1],
            Order::Object => &self.rows[2],
            Order::Subject | Order::Graph => &self.rows[0],
        }
    }

    /// The row at a position of a list, as subject, predicate, object and graph.
    pub(super) fn row(&self, order: Order, position: usize) -> Row {
        match order {
            Order::Subject => self.rows[0][position],
            Order::Predicate => {
                let [p, o, s, g] = self.rows[1][position];
                [s, p, o, g]
            }
            Order::Object => {
                let [o, s, p, g] = self.rows[2][position];
                [s, p, o, g]
            }
            Order::Graph => self.rows[0][self.by_graph[position] as usize],
        }
    }

    /// The statements with what is known.
    pub(super) fn with(&self, known: Known) -> impl Iterator<Item = Row> + '_ {
        let (order, range) = self.range(known);
        range
            .map(move |position| self.row(order, position))
            .filter(move |row| known[3].is_none_or(|graph| row[3] == graph))
    }

    /// The graphs, each once.
    pub(super) fn graphs(&self) -> Vec<u32> {
        let mut graphs = Vec::new();
        let mut at = 0;
        while let Some(position) = self.by_graph.get(at) {
            let graph = self.rows[0][*position as usize][3];
            graphs.push(graph);
            at = self.of_graph(graph).end;
        }
        graphs
    }

    /// A statement in terms; a row that no list can have gives nothing.
    pub(super) fn quad(&self, row: Row) -> Option<Quad> {
        let [subject, predicate, object, graph] = row.map(|number| self.terms.term(number));
        let subject: NamedOrBlankNode = match subject {
            Term::NamedNode(node) => node.into(),
            Term::BlankNode(node) => node.into(),
            Term::Literal(_) => return None,
        };
        let (Term::NamedNode(predicate), Term::NamedNode(graph)) = (predicate, graph) else {
            return None;
        };
        Some(Quad::new(
            subject,
            predicate,
            object,
            GraphName::from(graph),
        ))
    }
}

/// A row of subject, predicate, object and graph in another order.
fn turned([s, p, o, g]: Row, order: Order) -> Row {
    match order {
        Order::Subject | Order::Graph => [s, p, o, g],
        Order::Predicate => [p, o, s, g],
        Order::Object => [o, s, p, g],
    }
}
